import { isWholePage } from "../../../../api.ts";
import { postOf } from "../../../../editor/post-of.ts";
import { refusal } from "../../../../refusal.tsx";

export default async function PostLayout({ params, children }: LayoutProps<"/posts/[id]">) {
  // Who comes from another page sees the loading state meanwhile, and then what the page says.
  if (await isWholePage()) {
    const { refused } = await postOf((await params).id);
    if (refused) return refusal(refused);
  }
  return children;
}
