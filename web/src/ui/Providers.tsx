/** Colours, sizes and Mantine around the whole app; follows the person's choice, else the system's. */
import '@mantine/core/styles.css';
import './tokens.css';
import './mantine.css';
import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from './prefs';
import { themeWith, variables } from './theme';

/** What CSS reads from the page's root. */
function useMark(name: string, value: string | null): void {
  useEffect(() => {
    if (value === null) document.documentElement.removeAttribute(`data-${name}`);
    else document.documentElement.setAttribute(`data-${name}`, value);
  }, [name, value]);
}

export function LookProvider({ children }: { children: ReactNode }) {
  const scheme = usePreference('look.scheme');
  const contrast = usePreference('look.contrast');
  const motion = usePreference('look.motion');
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const systemContrast = useMediaQuery('(prefers-contrast: more)', false, { getInitialValueInEffect: false });
  const dark = scheme === 'dark' || (scheme === 'system' && systemDark);
  useMark('contrast', contrast === 'more' || (contrast === 'system' && systemContrast) ? 'more' : null);
  useMark('motion', motion === 'system' ? null : motion);
  useMark('size', usePreference('look.size'));
  useMark('density', usePreference('look.density'));
  const { t } = useTranslation();
  const close = t('common.close');
  const spoken = useMemo(() => themeWith(close), [close]);
  return (
    <MantineProvider
      theme={spoken}
      cssVariablesResolver={variables}
      forceColorScheme={dark ? 'dark' : 'light'}
    >
      {children}
    </MantineProvider>
  );
}
