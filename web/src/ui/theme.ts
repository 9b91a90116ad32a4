/** Binds Mantine to the tokens: its components take our colours, sizes and radii, and nothing else decides a colour. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#e3f0ed',
  '#c9e2de',
  '#9fcdc6',
  '#72b6ad',
  '#4fa299',
  '#2f8d85',
  '#0f6a66',
  '#0b5754',
  '#084542',
  '#053331',
];

const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: 6,
  colors: { brand },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '17px', xl: '20px' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '7px', md: '9px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'filled' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 28, color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs', autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: 'xs', openOnFocus: false, comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { centered: true, padding: 'md', overlayProps: { backgroundOpacity: 0.45 } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 12 } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
  },
});

/** What closes a dialog says so, in the reader's language. */
export function themeWith(close: string): typeof theme {
  const said = { closeButtonProps: { 'aria-label': close } };
  const { Modal } = theme.components ?? {};
  return {
    ...theme,
    components: {
      ...theme.components,
      Modal: { ...Modal, defaultProps: { ...(Modal?.defaultProps as object), ...said } },
      Drawer: { defaultProps: said },
    },
  };
}

const bound = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-brand-filled': 'var(--accent)',
  '--mantine-color-brand-filled-hover': 'var(--accent-hover)',
  '--mantine-color-brand-light': 'var(--tint)',
  '--mantine-color-brand-light-hover': 'var(--selected)',
  '--mantine-color-brand-light-color': 'var(--accent-text)',
  '--mantine-color-brand-outline': 'var(--accent-text)',
  '--mantine-color-brand-outline-hover': 'var(--tint)',
  '--mantine-color-brand-text': 'var(--accent-text)',
  '--mantine-color-gray-text': 'var(--muted)',
  '--mantine-color-gray-light': 'var(--chip)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--muted)',
  '--mantine-color-red-filled': 'var(--bad)',
  '--mantine-color-red-filled-hover': 'var(--bad)',
  '--mantine-color-red-light': 'var(--bad-tint)',
  '--mantine-color-red-light-color': 'var(--bad)',
  '--mantine-color-red-text': 'var(--bad)',
  '--mantine-color-red-outline': 'var(--bad)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: bound, dark: bound });
