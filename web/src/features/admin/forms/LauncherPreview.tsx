/** How the chat's button and first words will look on the page. */
import { IconMessageCircle2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';

interface Props {
  color: string;
  left: boolean;
  launcher: string;
  greeting: string;
}

const luminance = (color: string): number => {
  const part = (from: number) => {
    const value = Number.parseInt(color.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
};

/** Black or white, whichever is read better. */
export const inkOn = (color: string): string => {
  if (!/^#[0-9a-f]{6}$/iu.test(color)) return '#ffffff';
  const own = luminance(color);
  return 1.05 / (own + 0.05) >= (own + 0.05) / 0.05 ? '#ffffff' : '#000000';
};

export function LauncherPreview({ color, left, launcher, greeting }: Props) {
  const { t } = useTranslation('admin');
  const style = { background: color, color: inkOn(color) };
  return (
    <figure className={styles['preview']} data-left={left || undefined}>
      <figcaption>{t('chat.preview')}</figcaption>
      <div className={styles['bubble']}>{greeting || t('chat.greetingDefault')}</div>
      <div className={styles['launcher']} style={style}>
        <IconMessageCircle2 size={20} aria-hidden />
        <span>{launcher || t('chat.launcherDefault')}</span>
      </div>
    </figure>
  );
}
