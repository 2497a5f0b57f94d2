import { EmptyState, type EmptyStateProps } from "@quoin/ui/states";

/** An empty list, under a heading for those who go through a page by its headings. */
export function Nothing({ heading, ...state }: EmptyStateProps & { heading: string }) {
  return (
    <>
      <h2 className="vh">{heading}</h2>
      <EmptyState {...state} />
    </>
  );
}
