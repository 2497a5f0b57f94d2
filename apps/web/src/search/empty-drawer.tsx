const drawers = [
  { x: 75, open: false },
  { x: 320, open: true },
  { x: 640, open: false },
];

/** Three drawers of a card catalogue, the one that was asked for pulled out and empty. Decorative. */
export function EmptyDrawer({ query }: { query: string }) {
  const letter = /\p{L}/u.exec(query.normalize("NFD"))?.[0]?.toUpperCase() ?? "?";
  const code = letter.charCodeAt(0);
  const isLatin = /[B-Y]/.test(letter);
  const beside = (step: number) => (isLatin ? String.fromCharCode(code + step) : "");
  const labels = [
    { letter: beside(-1), x: 196, y: 125 },
    { letter, x: 480, y: 267 },
    { letter: beside(1), x: 762, y: 125 },
  ];
  return (
    <svg className="empty-orn" viewBox="0 0 960 380" aria-hidden="true">
      <rect width="960" height="380" fill="var(--orn-ground)" />
      <g stroke="var(--orn-1)" strokeWidth="5">
        <path d="M358 60h244v70H358z" fill="var(--rule-2)" />
        <path d="M358 130h244l40 82H318z" fill="var(--rule)" />
        {drawers.map(({ x, open }) => (
          <rect
            key={x}
            x={x}
            y={open ? 212 : 60}
            width={open ? 322 : 244}
            height={open ? 128 : 158}
            fill={open ? "var(--orn-2)" : "var(--orn-4)"}
          />
        ))}
        {[150, 434, 716].map((x, index) => (
          <rect
            key={x}
            x={x}
            y={index === 1 ? 234 : 92}
            width="92"
            height="46"
            fill="var(--orn-4)"
            strokeWidth="3.5"
          />
        ))}
      </g>
      {[175, 458, 740].map((x, index) => (
        <path key={x} d={`M${x} ${index === 1 ? 302 : 160}h46l-8 20h-30z`} fill="var(--orn-3)" />
      ))}
      {labels.map(({ letter: label, x, y }) => (
        <text key={x} className="drawer-letter" x={x} y={y} textAnchor="middle">
          {label}
        </text>
      ))}
    </svg>
  );
}
