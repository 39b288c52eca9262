// Gathers many wishes for the same work into one piece of work.

/** Calls `work` once, `ms` after the first wish, however many wishes come meanwhile; `stop` forgets what is wished. */
export function inBursts(work: () => void, ms: number): { wish: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    wish: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
