import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** What was asked, and what came back. */
export interface Exchange {
  readonly method: string;
  /** Below the root of the API, such as `/posts/counts`. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  /** Not looked at for a stream. */
  readonly text: string;
}

/** What of an OpenAPI document is read here. */
interface Described {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly $ref?: string;
}
type Operation = { readonly responses: Readonly<Record<string, Described>> };
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const errorSchema = "#/components/schemas/Error";
// Refused before anybody looks at what stands at the address.
const refusedAtTheDoor = new Set([405, 411, 413, 414]);
const nowhere = new Set([400, 404, ...refusedAtTheDoor]);

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** True for an answer that goes on for as long as it takes; the document says only of what its bits are. */
export const isStreamed = (headers: Headers): boolean =>
  /^(text\/event-stream|application\/x-ndjson)\b/.test(headers.get("content-type") ?? "");

/**
 * Reads an OpenAPI document and answers a judge of exchanges: it says in words where an answer is not what
 * the document says, such as an undocumented status, a field too many or too few, a body where there should
 * be none. Null for one that is.
 */
export function readContract(
  document: Readonly<Record<string, unknown>>,
): (exchange: Exchange) => string | null {
  const paths = document["paths"] as Paths;
  const addresses = Object.keys(paths).map((path) => ({ path, parts: path.split("/") }));
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "openapi" });
  const compiled = new Map<string, ValidateFunction>();

  /** A validator of what stands at a place of the document, such as `#/components/schemas/Error`. */
  function validatorOf(pointer: string): ValidateFunction {
    const known = compiled.get(pointer);
    if (known) return known;
    const made = ajv.compile({ $ref: `openapi${pointer}` });
    compiled.set(pointer, made);
    return made;
  }

  /** The address that a path stands under: a written part wins over one in braces. */
  function addressOf(path: string): string | undefined {
    const parts = path.split("/");
    const isBraced = (part: string | undefined) => part?.startsWith("{") ?? false;
    const fits = addresses.filter(
      (one) =>
        one.parts.length === parts.length &&
        one.parts.every((part, at) => part === parts[at] || (isBraced(part) && parts[at] !== "")),
    );
    const rank = (one: { parts: readonly string[] }) =>
      one.parts.map((part) => (isBraced(part) ? "1" : "0")).join("");
    return fits.toSorted((one, other) => rank(one).localeCompare(rank(other)))[0]?.path;
  }

  /** Where the document says what an answer with that status looks like; null where it does not. */
  function schemaPointer(path: string | undefined, method: string, status: number): string | null {
    const operation = path === undefined ? undefined : paths[path]?.[method];
    if (path === undefined || !operation) return nowhere.has(status) ? errorSchema : null;
    if (refusedAtTheDoor.has(status)) return errorSchema;
    const described = operation.responses[status];
    if (!described) return null;
    if (described.$ref !== undefined) return errorSchema;
    const place = `/paths/${escaped(path)}/${method}/responses/${status}`;
    return `#${place}/content/application~1json/schema`;
  }

  function mismatch(pointer: string | null, text: string): string | null {
    if (pointer === null) return "which the document does not know";
    const validate = validatorOf(encodeURI(pointer));
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return "in something other than JSON";
    }
    if (validate(body)) return null;
    return `not as the document says: ${ajv.errorsText(validate.errors?.slice(0, 5))}`;
  }

  return ({ method, path, status, headers, text }) => {
    if (headers.get("x-request-id") === null) return "without a request id";
    const address = addressOf(path);
    const asked = (method === "HEAD" ? "GET" : method).toLowerCase();
    const operation = address === undefined ? undefined : paths[address]?.[asked];
    if (status === 204 || status === 304 || method === "HEAD") {
      if (text !== "") return "with a body, where there may be none";
      return method === "OPTIONS" || status >= 400 || operation
        ? null
        : "to a method that is not there";
    }
    const type = headers.get("content-type")?.split(";")[0] ?? "";
    if (isStreamed(headers))
      return operation?.responses[status]?.content?.[type] ? null : "with a stream, unannounced";
    if (type !== "application/json") return "in something other than JSON";
    return mismatch(schemaPointer(address, asked, status), text);
  };
}
