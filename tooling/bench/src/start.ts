import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Bench, Part } from "./bench.ts";
import { type Figure, median, spreadOf } from "./figure.ts";
import { type Publication, repository, startPublication } from "./publication.ts";

const starts = 3;

/** From the command to the first whole front page: again, and with `--clean` for the first time. */
export const start: Part = async (bench) => {
  await bench.publication();
  const found: Publication[] = [];
  for (let number = 0; number < starts; number++) found.push(await bench.restarted());
  const seconds = found.map(({ firstPage }) => firstPage);
  const again: Figure = {
    part: "start",
    what: "second npm start",
    value: median(seconds),
    unit: "s",
    spread: spreadOf(seconds),
    target: { of: "value", atMost: 10 },
    note: `from the command to the first whole front page, everything built and seeded; the last one: ${found.at(-1)?.steps.join(", ")}`,
  };
  return bench.clean ? [again, await cleanStart(bench)] : [again];
};

/** The commit at hand, cloned, and started with nothing installed and an empty home. */
async function cleanStart(bench: Bench): Promise<Figure> {
  bench.say("starting a clean clone, which installs and builds everything");
  const root = bench.folder("clone");
  const home = bench.folder("home");
  mkdirSync(home);
  await promisify(execFile)("git", ["clone", "--quiet", repository, root]);
  // Where packages come from is a fact of the machine, not of the home that is to be empty.
  const config = path.join(homedir(), ".npmrc");
  const publication = await startPublication(bench.folder("clean-data"), {
    root,
    env: { HOME: home, ...(existsSync(config) && { NPM_CONFIG_USERCONFIG: config }) },
  });
  await publication.stop();
  return {
    part: "start",
    what: "clean clone",
    value: publication.firstPage,
    unit: "s",
    target: { of: "value", atMost: 180 },
    note: `from the command to the first whole front page; packages come from the registry; ${publication.steps.join(", ")}`,
  };
}
