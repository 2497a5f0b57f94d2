import path from "node:path";

/** What the person at the terminal has to know once everything runs. */
export interface Welcome {
  readonly mode: "start" | "dev";
  readonly webUrl: string;
  readonly adminUrl: string;
  readonly ownerEmail: string;
  /** Shown in full the first time only; undefined when nothing is to be said about it. */
  readonly password: string | undefined;
  readonly dataDir: string;
  readonly root: string;
  readonly elapsed: string;
}

/** The closing block of a start. */
export function welcome(facts: Welcome): string {
  const data = path.relative(facts.root, facts.dataDir);
  const shortData = data.startsWith("..") || path.isAbsolute(data) ? facts.dataDir : data;
  const rows: readonly (readonly [string, string])[] = [
    ["Publication", facts.webUrl],
    ["Newsroom", facts.adminUrl],
    ["Owner", facts.ownerEmail],
    ...(facts.password === undefined ? [] : [["Password", facts.password] as const]),
    ["Data", `${shortData} (logs in ${path.join(shortData, "logs")})`],
    ["Stop", "Ctrl-C"],
  ];
  const lines = rows.map(([name, value]) => `    ${name.padEnd(13)}${value}`);
  const how = facts.mode === "dev" ? "runs with hot reload" : "is running";
  return `\n  Quoin ${how}, after ${facts.elapsed}\n\n${lines.join("\n")}\n\n`;
}
