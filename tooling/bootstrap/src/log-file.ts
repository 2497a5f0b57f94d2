import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

/** Lines kept on disk and the last ones in memory, to be shown when a service gives up. */
export interface LogFile {
  readonly path: string;
  write(line: string): void;
  /** The last lines, oldest first. */
  tail(): readonly string[];
  close(): void;
}

const tailLength = 40;
const mebibyte = 1024 * 1024;

/**
 * Opens a log file for appending. Past `maxBytes` (16 MiB) it is set aside as `….1`, so that a log
 * never takes more than twice that. A full disk loses lines, never the service that wrote them.
 */
export function openLogFile(file: string, maxBytes = 16 * mebibyte): LogFile {
  let descriptor: number | undefined = openSync(file, "a", 0o640);
  let size = fstatSync(descriptor).size;
  const last: string[] = [];

  const rotate = () => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, "a", 0o640);
    size = 0;
  };

  return {
    path: file,
    write(line) {
      last.push(line);
      if (last.length > tailLength) last.shift();
      try {
        if (size > maxBytes) rotate();
        if (descriptor !== undefined) size += writeSync(descriptor, `${line}\n`);
      } catch {
        // A full disk: the line is lost, what it reported is not.
      }
    },
    tail: () => last,
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
