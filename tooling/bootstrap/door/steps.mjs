import { Trouble } from "./trouble.mjs";

/**
 * @typedef {{
 *   step: <T>(title: string, work: (detail: (text: string) => void) => Promise<T> | T) => Promise<T>,
 *   note: (text: string) => void,
 * }} Steps
 * @typedef {{ isTTY?: boolean | undefined, columns?: number | undefined, write: (text: string) => unknown }} Screen
 */

/**
 * Seconds as people read them.
 * @param {number} milliseconds
 */
export function seconds(milliseconds) {
  const total = milliseconds / 1000;
  if (total < 100) return `${total.toFixed(1)} s`;
  const whole = Math.round(total);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Progress, a line a step: its title appears at once, its time when it is done. A terminal sees the
 * seconds pass; a pipe receives plain lines.
 * @param {Screen} screen
 * @returns {Steps}
 */
export function createSteps(screen) {
  /** @type {{ title: string, since: number } | undefined} */
  let current;
  // Whether a pipe has received the title and still waits for the time in the same line.
  let isOpen = false;
  const line = () =>
    current ? `  ${current.title} … ${seconds(performance.now() - current.since)}` : "";
  const draw = () => {
    const width = screen.columns || 80;
    screen.write(`\r\u001b[2K${line().slice(0, width - 1)}`);
  };

  return {
    async step(title, work) {
      current = { title, since: performance.now() };
      const ticker = screen.isTTY ? setInterval(draw, 500) : undefined;
      if (screen.isTTY) draw();
      else screen.write(`  ${title} …`);
      isOpen = true;
      let suffix = "";
      try {
        const result = await work((text) => {
          suffix = ` (${text})`;
        });
        const time = seconds(performance.now() - current.since);
        if (screen.isTTY)
          screen.write(`\r\u001b[2K  ${title}${suffix}  \u001b[2m${time}\u001b[22m\n`);
        else screen.write(`${isOpen ? "" : `  ${title} …`} ${time}${suffix}\n`);
        return result;
      } catch (error) {
        const end = error instanceof Trouble && error.exitCode > 128 ? "stopped" : "failed";
        if (screen.isTTY) screen.write(`\r\u001b[2K  ${title}  \u001b[31m${end}\u001b[39m\n`);
        else screen.write(`${isOpen ? "" : `  ${title} …`} ${end}\n`);
        throw error;
      } finally {
        clearInterval(ticker);
        current = undefined;
      }
    },
    note(text) {
      if (!current) screen.write(`  ${text}\n`);
      else if (screen.isTTY) screen.write(`\r\u001b[2K  ${text}\n`);
      else screen.write(`${isOpen ? "\n" : ""}  ${text}\n`);
      isOpen = false;
    },
  };
}
