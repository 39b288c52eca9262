// A value typed as JSON, for what has no better form. A text that is not JSON is kept on screen and not taken over.
import { type ReactElement, useState } from 'react';
import type { Json } from '../../flows/language/document.ts';
import { TextField } from './TextField.tsx';

interface JsonFieldProps {
  label: string;
  description?: string | undefined;
  value: Json | undefined;
  /** `undefined` for a blank text. */
  onChange: (value: Json | undefined) => void;
  error?: string | undefined;
  isReadOnly?: boolean;
  placeholder?: string;
  hideLabel?: boolean;
}

/** A text area for JSON. */
export function JsonField({
  label,
  description,
  value,
  onChange,
  error,
  isReadOnly,
  placeholder,
  hideLabel,
}: JsonFieldProps): ReactElement {
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
  const wrong = typed === undefined ? undefined : jsonFault(typed);
  const change = (text: string): void => {
    setTyped(text);
    if (text.trim() === '') onChange(undefined);
    else if (jsonFault(text) === undefined) onChange(JSON.parse(text) as Json);
  };
  return (
    <TextField
      label={label}
      description={description}
      value={shown}
      onChange={change}
      onBlur={() => wrong === undefined && setTyped(undefined)}
      error={wrong ?? error}
      isMono
      rows={Math.min(14, Math.max(3, shown.split('\n').length))}
      isReadOnly={isReadOnly ?? false}
      placeholder={placeholder}
      hideLabel={hideLabel ?? false}
    />
  );
}

/** What is wrong with a JSON text, in words; undefined for a good or blank one. */
export function jsonFault(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const place = error instanceof Error ? error.message.replace(/^JSON\.parse: /, '') : '';
    return `This is not JSON yet, so it is not taken over. ${place}`.trim();
  }
}
