/** A refusal in words: the server's, or an honest general one. */
import { useTranslation } from 'react-i18next';
import i18next from 'i18next';
import styles from './Bits.module.css';

interface Refusal {
  code: string;
  params: Record<string, unknown>;
  detail?: string;
}

const isRefusal = (error: unknown): error is Refusal =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  'params' in error;

/** The code of a refusal; empty for anything else. */
export const refusalCode = (error: unknown): string => (isRefusal(error) ? error.code : '');

/** The server's own sentence, else an honest general one. */
export function sayProblem(error: unknown): string {
  if (!isRefusal(error) || error.code === 'unexpected') return i18next.t('problem.unknown');
  if (error.code === 'unreachable_server') return i18next.t('problem.unreachable');
  return error.detail || i18next.t('problem.code', { code: error.code });
}

export function Refused({ error }: { error: unknown }) {
  useTranslation();
  if (!error) return null;
  return (
    <p className={styles['refused']} role="alert">
      {sayProblem(error)}
    </p>
  );
}
