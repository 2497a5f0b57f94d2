const words = {
  unavailable: {
    title: "Back in a moment",
    text: "The publication cannot be read right now. Nothing is lost, and it usually comes back by itself.",
  },
  failed: {
    title: "This page came loose",
    text: "Something went wrong on our side, and it has been noted. The rest of the publication is still there.",
  },
} as const;

/**
 * The page for when a page cannot be made. It stands alone: no data, no script, and a style sheet of
 * its own in `public`, because the policy allows no styles inside.
 */
export function standIn(reason: keyof typeof words): string {
  const { title, text } = words[reason];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/stand-in.css">
</head>
<body>
<main>
<svg viewBox="0 0 16 12" width="64" height="48" fill="none" stroke="currentColor" stroke-width="1.1" stroke-linejoin="round" aria-hidden="true"><path d="M1.6 1.6h12.8v1.7L1.6 7.3zM1.6 10.3l12.8-4v4.1z"/></svg>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="">Try again</a></p>
</main>
</body>
</html>
`;
}
