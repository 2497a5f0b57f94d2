/**
 * The names in addresses. Small and free of dependencies, so that forms in the browser and
 * the API agree: import it as `@quoin/content/slug`.
 */
export { addressOf, aliasPath } from "./alias-path.ts";
export { isCleanText, isVisible, withoutOverrides } from "./clean-text.ts";

/** The longest slug that `slugify` makes and `isSlug` accepts. */
export const slugMaxLength = 80;

/** Lower-case ASCII words joined by single hyphens. Says nothing about the length. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** True for a slug as `slugify` makes them. */
export function isSlug(text: string): boolean {
  return text.length <= slugMaxLength && slugPattern.test(text);
}

// Letters that Unicode does not take apart into a base letter and a mark: Latin, then Cyrillic
// and Greek after their marks are gone (й is и, ё is е, ϊ is ι). A letter alone is silent.
const letters = new Map(
  [
    "ßss æae œoe øo đd ðd þth łl ħh ıi ŋng ŧt ĸk ſs əe",
    "аa бb вv гg ґg дd еe єye жzh зz иi іi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch",
    "ъ ыy ь эe юyu яya ђdj јj љlj њnj ћc џdz",
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo",
  ]
    .join(" ")
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.slice(1)] as const),
);

/**
 * The readable ASCII slug of a title or name: accents dropped, Latin, Cyrillic and Greek letters
 * transcribed, everything else a hyphen, at most `max` characters and cut between words.
 * Empty when nothing of the text can be written so (a title in Japanese, say): the caller then
 * needs a name from elsewhere.
 */
export function slugify(text: string, max: number = slugMaxLength): string {
  const words = text
    // No slug needs more, and a megabyte of text should not be normalised to find that out.
    .slice(0, 1000)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/['’ʼ`]/g, "")
    .replace(/&/g, " and ")
    .replace(/\P{ASCII}/gu, (letter) => letters.get(letter) ?? " ")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (words.length <= max) return words;
  const cut = words.lastIndexOf("-", max);
  // One endless word is cut inside; a few words are kept whole.
  return cut > max / 2 ? words.slice(0, cut) : words.slice(0, max).replace(/-$/, "");
}
