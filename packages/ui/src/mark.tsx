/** Quoin's mark: two wedges locked together. Decorative; the name stands beside it. */
export function Mark({ className = "" }: { className?: string }) {
  return (
    <svg className={`mark ${className}`.trim()} viewBox="0 0 32 24" aria-hidden="true">
      <polygon fill="currentColor" points="0,0 32,0 32,6 0,15.5" />
      <polygon fill="var(--mark-2, currentColor)" points="0,19 32,9.5 32,24 0,24" />
    </svg>
  );
}
