/** The list of posts, and the preview that opens over it. */
export default function PostsLayout({ children, modal }: LayoutProps<"/posts">) {
  return (
    <>
      {children}
      {modal}
    </>
  );
}
