// Asks in which of the named formats a row sends its date; each is shown with today written in it.
import { type ReactElement, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { withPart } from './adaptor-model.ts';
import { dateOptions, isDateFormat } from './date-words.ts';

interface DateDialogProps {
  field: AdaptorField;
  /** What the row takes the date from. */
  path: string;
  onEdit: (part: string, next: AdaptorField) => void;
  onClose: () => void;
}

const NO_DATE = 'none';

/** The dialog. Choosing "not a date" takes the format away. */
export function DateDialog({ field, path, onEdit, onClose }: DateDialogProps): ReactElement {
  const [format, setFormat] = useState<string>(field.date ?? 'm/d/Y');
  const [dayFirst, setDayFirst] = useState(field.dayFirst === true);
  const [options] = useState(() => [
    ...dateOptions(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone),
    { id: NO_DATE, label: 'Not a date', hint: 'sent as it is' },
  ]);
  const submit = (): void => {
    const date = isDateFormat(format) ? format : undefined;
    const { lookup, ...rest } = field;
    const row = withPart(date || lookup === undefined ? rest : { ...rest, lookup }, 'date', date);
    onEdit('date', withPart(row, 'dayFirst', (date && dayFirst) || undefined));
    onClose();
  };
  return (
    <FormDialog title={`Date of ${path}`} action="Use it" onSubmit={submit} onClose={onClose}>
      <Select
        label="The receiver wants"
        value={format}
        onChange={setFormat}
        options={options}
        description="The lead’s date may be ISO 8601, m/d/Y, Ymd, with a month in words, or a timestamp."
      />
      <Checkbox isSelected={dayFirst} onChange={setDayFirst} isDisabled={format === NO_DATE}>
        The lead’s dates are day first: 04/03/1985 is 4 March
      </Checkbox>
    </FormDialog>
  );
}
