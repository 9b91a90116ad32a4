/** Colours and Mantine around the whole app; follows the person's choice or the system's. */
import '@mantine/core/styles.css';
import './tokens.css';
import './mantine.css';
import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, type ReactNode } from 'react';
import { usePrefs } from './prefs';
import { theme, variables } from './theme';

export function LookProvider({ children }: { children: ReactNode }) {
  const { scheme, contrast } = usePrefs();
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const systemContrast = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false });
  const dark = scheme === 'dark' || (scheme === 'system' && systemDark);
  useEffect(() => {
    if (contrast || systemContrast) document.documentElement.dataset['contrast'] = 'more';
    else delete document.documentElement.dataset['contrast'];
  }, [contrast, systemContrast]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme={dark ? 'dark' : 'light'}
    >
      {children}
    </MantineProvider>
  );
}
