// The other end of a supervised worker: takes its jobs, and posts what the function of their kind answers.
import type { AnswerMessage, Answers, JobMessage } from './supervised-worker.ts';

/** A worker's own side of its messages: `self` in a browser. */
export interface WorkPort {
  postMessage: (message: AnswerMessage) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent<JobMessage>) => void) => void;
}

/** Serves jobs until the worker is ended. Call it last: it says that the worker is ready. */
export function serveWork<A extends Answers>(port: WorkPort, answers: A): void {
  port.addEventListener('message', ({ data }) => {
    void answerTo(answers, data).then((answer) => {
      if (data.id !== undefined) port.postMessage({ id: data.id, ...answer });
    });
  });
  port.postMessage({ ready: true });
}

async function answerTo(answers: Answers, { kind, job }: JobMessage): Promise<AnswerMessage> {
  try {
    // The page's types allow only what this kind takes.
    return { answer: await answers[kind]?.(job as never) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
