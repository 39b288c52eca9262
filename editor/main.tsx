// The editor's entry: the small sign-in page for those outside, the whole editor for those inside.
import { createRoot } from 'react-dom/client';
import { applyDensity, applyTheme, readDensity, readTheme } from './theme/theme.ts';
import './theme/tokens.css';
import './theme/base.css';

applyTheme(readTheme());
applyDensity(readDensity());

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
