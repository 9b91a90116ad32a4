/** Files of a message: pictures as pictures, the rest by name and size. */
import { IconFile, IconFileTypePdf, IconFileZip, IconMusic, IconPhoto } from '@tabler/icons-react';
import type { FileRef } from '@/api/types';
import { currentLanguage } from '@/ui/i18n';
import styles from './Mail.module.css';

const SOUND = /^audio\//u;
const PICTURE = /^image\/(?:png|jpe?g|gif|webp|avif)$/u;

export function fileSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

export function FileIcon({ type }: { type: string }) {
  const Icon = type.startsWith('image/')
    ? IconPhoto
    : type === 'application/pdf'
      ? IconFileTypePdf
      : type.startsWith('audio/')
        ? IconMusic
        : /zip|compressed/u.test(type)
          ? IconFileZip
          : IconFile;
  return <Icon size={18} stroke={1.6} aria-hidden />;
}

export function Files({ files }: { files: readonly FileRef[] }) {
  if (files.length === 0) return null;
  return (
    <ul className={styles['files']}>
      {files.map((file) => (
        <li key={file.id}>
          {SOUND.test(file.content_type) && (
            <audio src={file.url} controls preload="metadata" aria-label={file.name} />
          )}
          <a
            href={file.url}
            target="_blank"
            rel="noopener"
            download={PICTURE.test(file.content_type) ? undefined : file.name}
          >
            {PICTURE.test(file.content_type) ? (
              <img src={file.url} alt={file.name} loading="lazy" />
            ) : (
              <span className={styles['file']}>
                <FileIcon type={file.content_type} />
                <span className={styles['fileName']}>{file.name}</span>
                <small>{fileSize(file.size)}</small>
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
