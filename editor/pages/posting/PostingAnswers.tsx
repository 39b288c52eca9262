// The parts of the posting instructions about what comes back: answers of the flow, and refusals.
import type { ReactElement } from 'react';
import { Card } from '../../kit/Page.tsx';
import type { PartProps } from './PostingParts.tsx';

/** What a lead that was taken is answered. */
export function Answers({ posting: { answers } }: PartProps): ReactElement {
  return (
    <Card
      title="Answers"
      about="As JSON. Each of these means that the lead was taken: do not send it again, whatever success says."
      isFlush
    >
      <table className="po-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Status</th>
            <th scope="col">Success</th>
            <th scope="col">Body</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ when, status, success, body, says }) => (
            <tr key={`${when} ${status}`}>
              <td>{when}</td>
              <td data-label="Status" className="lf-numbers">
                {status}
              </td>
              <td data-label="Success">{success === null ? 'true or false' : String(success)}</td>
              <td>
                {body && <pre>{JSON.stringify(body, null, 2)}</pre>}
                {says}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** What is not taken. */
export function Refusals({ posting: { refusals, refusal, auth } }: PartProps): ReactElement {
  return (
    <Card
      title="Refusals"
      about={
        auth === 'token'
          ? 'Nothing was stored. The body is JSON: code and text say what is wrong; of 9500, error is the name beside it.'
          : 'Nothing was stored. The body is application/problem+json: code says what is wrong, remedy what to do, errors which fields.'
      }
      isFlush
    >
      <div className="lf-card__body">
        <pre>{JSON.stringify(refusal, null, 2)}</pre>
      </div>
      <table className="po-table">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Code</th>
            <th scope="col">What it means</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ code, status, says, remedy, again }) => (
            <tr key={`${code} ${status}`}>
              <td data-label="Status" className="lf-numbers">
                {status}
              </td>
              <th scope="row" className="po-code">
                <code>{code}</code>
              </th>
              <td>{says}</td>
              <td>
                {remedy}
                {again && ' The same lead may be sent again, after the seconds in Retry-After.'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
