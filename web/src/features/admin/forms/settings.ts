/** A channel's own settings: what both channels' forms get. */
export type Settings = Readonly<Record<string, unknown>>;

export interface SettingsProps {
  settings: Settings;
  /** An empty text takes the setting away. */
  set: (name: string, value: unknown) => void;
  /** By the setting's name. */
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  slug: string;
}

export const wordOf = (settings: Settings, name: string): string => {
  const value = settings[name];
  return typeof value === 'string' ? value : '';
};

export const listOf = (settings: Settings, name: string): string[] => {
  const value = settings[name];
  return Array.isArray(value) ? (value as string[]) : [];
};

export const numberOf = (settings: Settings, name: string): number | '' => {
  const value = settings[name];
  return typeof value === 'number' ? value : '';
};
