// A static page that weighs about as much as its address says, and does nothing.

/** What the page weighs without any text. */
const frame = 5_000;
const sentence = "A lock keeps what is written together until somebody turns the key. ";
const paragraph = sentence.repeat(8);

export const dynamicParams = false;

/** The sizes to build, in bytes of HTML, separated by commas. */
export function generateStaticParams() {
  const sizes = process.env["BENCH_FLOOR_BYTES"] ?? "50000";
  return sizes.split(",").map((bytes) => ({ bytes }));
}

export default async function Page({ params }: { readonly params: Promise<{ bytes: string }> }) {
  const { bytes } = await params;
  // Next sends the text twice: as HTML, and once more for the script.
  const paragraphs = Math.max(1, Math.round((Number(bytes) - frame) / 2 / (paragraph.length + 20)));
  return (
    <main>
      {Array.from({ length: paragraphs }, (_, number) => (
        <p key={number}>{paragraph}</p>
      ))}
    </main>
  );
}
