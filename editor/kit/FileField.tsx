// A field that takes a file: the house's button in place of the browser's own, and the name of what was chosen.
import { type ReactElement, useId } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from './Button.tsx';
import './field.css';

interface FileFieldProps {
  label: string;
  description: string;
  /** Endings and types: `.csv`, `text/csv`. */
  accept: readonly string[];
  file: File | undefined;
  onChoose: (file: File | undefined) => void;
  isDisabled: boolean;
}

/** The field. */
export function FileField({ label, description, accept, file, onChoose, isDisabled }: FileFieldProps): ReactElement {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own around one button
    <div className="lf-field" role="group" aria-labelledby={id} aria-describedby={`${id}-help`}>
      <span className="lf-label" id={id}>
        {label}
      </span>
      <div className="lf-row">
        <FileTrigger acceptedFileTypes={accept} onSelect={(files) => onChoose(files?.[0])}>
          <Button icon="file" isDisabled={isDisabled}>
            {file ? 'Choose another file' : 'Choose a file'}
          </Button>
        </FileTrigger>
        <span className="lf-file__name">{file?.name ?? <span className="lf-muted">None is chosen yet</span>}</span>
      </div>
      <span className="lf-muted lf-small" id={`${id}-help`}>
        {description}
      </span>
    </div>
  );
}
