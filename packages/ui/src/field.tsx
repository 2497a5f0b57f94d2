import type {
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from "react";
import { useId } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export interface FieldText {
  label: ReactNode;
  /** Shown under the control and read with it. */
  hint?: ReactNode;
  /** What is wrong, as a sentence. Falsy means nothing is. */
  error?: ReactNode;
  /** A small figure at the right of the label, such as "116 of 160". */
  count?: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
}

/** What a control must carry so that its label, hint and error belong to it. */
export interface FieldWiring {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

export interface FieldProps extends FieldText {
  id?: string | undefined;
  className?: string | undefined;
  children: (wiring: FieldWiring) => ReactNode;
}

/** Label, control, hint and error, wired together. For controls that are not below. */
export function Field({
  label,
  hint,
  error,
  count,
  hideLabel = false,
  id: given,
  className,
  children,
}: FieldProps) {
  const made = useId();
  const id = given ?? made;
  const described = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={classNames("field", Boolean(error) && "is-error", className)}>
      <label htmlFor={id} className={hideLabel ? "vh" : undefined}>
        {label}
        {count !== undefined && <span className="cnt">{count}</span>}
      </label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {Boolean(error) && (
        <p className="err" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      {Boolean(hint) && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function parts<P extends FieldText & { id?: string | undefined }>(props: P) {
  const { label, hint, error, count, hideLabel, id, ...control } = props;
  const field = { label, hint, error, count, id, ...(hideLabel !== undefined && { hideLabel }) };
  return { field, control };
}

export interface TextInputProps extends FieldText, InputHTMLAttributes<HTMLInputElement> {
  /** Mono, for what the machine reads: slugs, keys, addresses of hooks. */
  mono?: boolean;
}

/** A line of text with its label, hint and error. */
export function TextInput({ mono, className, ...props }: TextInputProps) {
  const { field, control } = parts(props);
  return (
    <Field {...field}>
      {(wiring) => (
        <input
          {...control}
          {...wiring}
          className={classNames("input", mono && "mono", className)}
        />
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldText, TextareaHTMLAttributes<HTMLTextAreaElement> {}

/** Several lines of text with their label, hint and error. */
export function TextArea({ className, ...props }: TextAreaProps) {
  const { field, control } = parts(props);
  return (
    <Field {...field}>
      {(wiring) => <textarea {...control} {...wiring} className={classNames("input", className)} />}
    </Field>
  );
}

export interface SelectProps extends FieldText, SelectHTMLAttributes<HTMLSelectElement> {
  /** `<option>` elements. */
  children: ReactNode;
}

/** A native select with its label, hint and error. */
export function Select({ className, children, ...props }: SelectProps) {
  const { field, control } = parts(props);
  return (
    <Field {...field}>
      {(wiring) => (
        <span className="select">
          <select {...control} {...wiring} className={classNames("input", className)}>
            {children}
          </select>
          <Icon name="chevrons" />
        </span>
      )}
    </Field>
  );
}

export interface CheckboxProps
  extends
    Pick<FieldText, "label" | "hint" | "error">,
    Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {}

/** A checkbox with its label at the right, and its hint and error below. */
export function Checkbox({ label, hint, error, id: given, className, ...control }: CheckboxProps) {
  const made = useId();
  const id = given ?? made;
  const described = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={classNames("field", Boolean(error) && "is-error", className)}>
      <label className="check" htmlFor={id}>
        <input
          {...control}
          type="checkbox"
          id={id}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
        />
        <span>{label}</span>
      </label>
      {Boolean(error) && (
        <p className="err" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
      {Boolean(hint) && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
