// The editor's entry: the small sign-in page for those outside, the whole editor for those inside.
import { createRoot } from 'react-dom/client';
import { applyDensity, applyMotion, applyTheme, readDensity, readMotion, readTheme } from './theme/theme.ts';
import { TRANSLATION } from './words/translation.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/forced.css';

applyTheme(readTheme());
applyDensity(readDensity());
applyMotion(readMotion());
document.documentElement.lang = TRANSLATION.language;

const OUTSIDE = ['/login', '/setup'];
const place = document.getElementById('root');
if (place === null) throw new Error('The page has no element #root.');

if (OUTSIDE.includes(window.location.pathname)) {
  const { SignInApp } = await import('./pages/sign-in/SignInApp.tsx');
  createRoot(place).render(<SignInApp path={window.location.pathname} search={window.location.search} />);
} else {
  const { App } = await import('./App.tsx');
  createRoot(place).render(<App />);
}
