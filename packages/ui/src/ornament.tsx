import { classNames } from "./class-names.ts";
import { ornamentOf, tile } from "./ornament-art.ts";

export interface OrnamentProps {
  /** What it is built from; the same slug always gives the same ornament. */
  slug: string;
  /** `square` for lists, `wide` (9 by 4) for plates and bands. It fills its box either way. */
  shape?: "square" | "wide";
  className?: string;
}

/** What a post without an image wears: wedge tiles, mirrored. Decorative. */
export function Ornament({ slug, shape = "square", className }: OrnamentProps) {
  const { columns, rows, layers } = ornamentOf(slug, shape);
  return (
    <svg
      className={classNames("orn", className)}
      viewBox={`0 0 ${columns * tile} ${rows * tile}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect width="100%" height="100%" className="orn-ground" />
      {layers.map(({ colour, path }) => (
        <path key={colour} className={colour} d={path} />
      ))}
    </svg>
  );
}
