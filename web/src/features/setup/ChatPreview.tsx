/** The chat as visitors will see it, in the colour just chosen. */
import { IconMessageCircle2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './Setup.module.css';

const channel = (color: string, from: number): number => {
  const value = Number.parseInt(color.slice(from, from + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** Black or white, whichever is read better on it. */
function inkOn(color: string): string {
  if (!/^#[0-9a-f]{6}$/iu.test(color)) return '#ffffff';
  const light = 0.2126 * channel(color, 1) + 0.7152 * channel(color, 3) + 0.0722 * channel(color, 5);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

export function ChatPreview({ color, name }: { color: string; name: string }) {
  const { t } = useTranslation('admin');
  const style = { background: color, color: inkOn(color) };
  return (
    <figure className={styles['preview']}>
      <figcaption>{t('chat.preview')}</figcaption>
      <div className={styles['window']}>
        <div style={style}>{name}</div>
        <p>{t('chat.greetingDefault')}</p>
      </div>
      <span className={styles['launcher']} style={style}>
        <IconMessageCircle2 size={22} aria-hidden />
        {t('chat.launcherDefault')}
      </span>
    </figure>
  );
}
