import type { Part } from "./bench.ts";
import type { Figure } from "./figure.ts";

/** Over a thousand posts by the command line into a publication that runs. */
export const importing: Part = async (bench) => {
  const run = await bench.imported();
  const part = "import";
  const figures: Figure[] = [
    {
      part,
      what: "import, whole",
      value: run.seconds,
      unit: "s",
      target: { of: "value", atMost: 60 },
      note: `${run.created} posts of ${run.from}, ${run.skipped} skipped; quoin import markdown, its start included; processor time of web ${Math.round(run.webProcessor)} s, that of its renderer not counted`,
    },
    {
      part,
      what: "import, memory of quoin",
      value: run.clientPeak,
      unit: "MB",
      note: "largest resident memory of the command line",
    },
    {
      part,
      what: "import, growth of quoin",
      value: run.clientGrowth,
      unit: "×",
      target: { of: "value", atMost: 1.25 },
      note: "its last third by its middle third: flat is 1",
    },
    {
      part,
      what: "import, memory of web",
      value: run.webPeak,
      unit: "MB",
      target: { of: "value", atMost: 400 },
      note: "largest resident memory while it imports",
    },
    {
      part,
      what: "import, web and renderer",
      value: run.webFamilyPeak,
      unit: "MB",
      note: "the same with the process that renders long texts and ends when there are none; pages that both share count twice",
    },
  ];
  return figures;
};
