// The head of a table whose cells are inputs: one title a column, and an unnamed last one for the row's buttons.
import type { ReactElement } from 'react';

/** The row of titles. */
export function TableHead({ titles }: { titles: readonly string[] }): ReactElement {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        <th scope="col">
          <span className="lf-hidden">Order and remove</span>
        </th>
      </tr>
    </thead>
  );
}
