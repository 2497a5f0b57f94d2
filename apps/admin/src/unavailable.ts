/**
 * The page for when the database does not answer. It stands alone: no data, no script, and a style
 * sheet of its own in `public`, because the policy allows no styles inside.
 */
export const unavailablePage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Back in a moment · Newsroom</title>
<link rel="stylesheet" href="/unavailable.css">
</head>
<body>
<main>
<svg viewBox="0 0 16 12" width="64" height="48" fill="none" stroke="currentColor" stroke-width="1.1" stroke-linejoin="round" aria-hidden="true"><path d="M1.6 1.6h12.8v1.7L1.6 7.300z"/><path d="M1.6 10.300l12.800-4v4.100z"/></svg>
<h1>Back in a moment</h1>
<p>The newsroom cannot reach its database. What you typed is kept in this browser, and readers still see the pages that are remembered.</p>
<p><a href="">Try again</a></p>
</main>
</body>
</html>
`;
