// Sets the chosen colours before the first paint, so that a dark page never flashes white. Keep in step with theme/theme.ts.
try {
  const choice = localStorage.getItem('leadflow-theme');
  if (localStorage.getItem('leadflow-motion') === 'reduced') document.documentElement.dataset.motion = 'reduced';
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  // Storage is switched off: the colours of the system are used.
}
