// What is carried when a path of the sample is dragged to a row: the path as text, under a name of our own.

/** The kind of what is dragged: rows take this alone, a text field takes the text that goes with it. */
export const PATH_TYPE = 'application/x-leadflow-path';

/** The path as it is carried. */
export function carried(path: string): Record<string, string> {
  return { [PATH_TYPE]: path, 'text/plain': path };
}
