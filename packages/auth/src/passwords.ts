import { hash, verify } from "@node-rs/argon2";

export const passwordLength = { min: 10, max: 200 } as const;

// argon2id with the parameters that OWASP recommends for it.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// The same password typed on two keyboards may reach us as different code points.
const normalized = (password: string): string => password.normalize("NFKC");

/** An argon2id digest, salt and parameters included; about 30 ms of one core and 19 MB. */
export const hashPassword = (password: string): Promise<string> => hash(normalized(password), cost);

/** Whether this is the password of that digest. A digest that is none counts as wrong. */
export async function verifyPassword(digest: string, password: string): Promise<boolean> {
  try {
    return await verify(digest, normalized(password));
  } catch {
    return false;
  }
}

// The most common passwords that are long enough to be chosen here.
const common = new Set(
  `1234567890 0123456789 12345678910 123456789a a123456789 123456789q q123456789 1234567891
  0987654321 9876543210 1234554321 1111111111 0000000000 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5
  q1w2e3r4t5y6 1qaz2wsx3edc qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyui123
  asdfghjkl1 asdfghjkl123 asdf123456 zxcvbnm123 zaq12wsxcde3 abcdefghij abcd123456 abc1234567
  password12 password123 password1234 password12345 password123456 passw0rd123 p@ssw0rd123
  p@ssword123 password!23 mypassword mypassword1 newpassword yourpassword thepassword changeme123
  changeme1234 letmein123 letmein1234 welcome123 welcome1234 iloveyou12 iloveyou123 iloveyou1234
  sunshine123 princess123 football123 baseball123 superman123 dragon1234 monkey1234 master1234
  michael123 jennifer123 charlie123 trustno1234 whatever123 starwars123 computer123 internet123
  administrator admin12345 admin123456 adminadmin rootroot12 test123456 testtest12 testtesttest
  guest12345 user123456 secret1234 secret12345 hello12345 helloworld helloworld1 basketball
  liverpool1 liverpool123 manchester chocolate1 butterfly1 strawberry elizabeth1 alexander1
  christopher christina1 christmas1 california washington spiderman1 pokemon123 minecraft1
  minecraft123 correcthorse correcthorsebatterystaple incorrect1 blink182182 summer2024 summer2025
  summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026`.split(
    /\s+/,
  ),
);

/**
 * What makes a password a poor choice, as a sentence to show; null when nothing does.
 * `hints` are words that a guesser would try first: the name, the address.
 */
export function weaknessOf(password: string, hints: readonly string[] = []): string | null {
  const lower = normalized(password).toLowerCase();
  if (common.has(lower)) return "This is one of the most common passwords. Choose another.";
  if (new Set(lower).size < 4) return "This is too easy to guess. Use more different characters.";
  const words = hints
    .flatMap((hint) => [hint, hint.split("@")[0] ?? ""])
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word.length >= 4);
  if (words.some((word) => lower.includes(word))) {
    return "Leave your name and your address out of the password.";
  }
  return null;
}
