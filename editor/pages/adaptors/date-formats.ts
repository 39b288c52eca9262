// The date formats that an adaptor can read and write by name, those of Convoso's adaptors among them.

/** One way to write a date. `read` makes milliseconds of a path, `write` a text or number of milliseconds. */
export interface DateFormat {
  id: string;
  /** As Convoso and PHP name it. */
  label: string;
  example: string;
  read?: (path: string) => string;
  write?: (millis: string) => string;
}

const DAY = '[Y0001][M01][D01]';

/** The date formats, most used first. A text that does not fit the format it is read as gives nothing. */
export const DATE_FORMATS: readonly DateFormat[] = [
  pictured('Y-m-d', '1985-04-23', '[Y0001]-[M01]-[D01]'),
  pictured('m/d/Y', '04/23/1985', '[M01]/[D01]/[Y0001]'),
  pictured('d/m/Y', '23/04/1985', '[D01]/[M01]/[Y0001]'),
  pictured('Ymd', '19850423', DAY),
  pictured('Y-m-d H:i:s', '1985-04-23 14:05:00', '[Y0001]-[M01]-[D01] [H01]:[m01]:[s01]'),
  pictured('Ymd\\THis\\Z', '19850423T140500Z', `${DAY}T[H01][m01][s01]Z`),
  {
    id: 'iso',
    label: 'ISO 8601',
    example: '1985-04-23T14:05:00.000Z',
    read: (path) => `$contains($string(${path}), /^[0-9]{4}-[0-9]{2}-[0-9]{2}/) ? $toMillis(${path})`,
    write: (millis) => `$fromMillis(${millis})`,
  },
  {
    id: 'timestamp',
    label: 'timestamp',
    example: '482933100',
    read: (path) => `$contains($string(${path}), /^[0-9]+$/) ? $number(${path}) * 1000`,
    write: (millis) => `$floor((${millis}) / 1000)`,
  },
  {
    id: 'age',
    label: 'age',
    example: '41',
    // By calendar days, so that it changes on the birthday itself.
    write: (millis) =>
      `$floor(($number($fromMillis($millis(), "${DAY}")) - $number($fromMillis(${millis}, "${DAY}"))) / 10000)`,
  },
];

function pictured(label: string, example: string, picture: string): DateFormat {
  return {
    id: label.replaceAll(' ', '_'),
    label,
    example,
    read: (path) => `$toMillis($string(${path}), "${picture}")`,
    write: (millis) => `$fromMillis(${millis}, "${picture}")`,
  };
}
