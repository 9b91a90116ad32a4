/** A refusal in words: the catalogue's text of its code, or an honest general one. */
import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import i18next from 'i18next';
import { textOfCode } from './i18n';

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

/** The server's own sentence, else the catalogue's for the code, else an honest general one. */
export function sayProblem(error: unknown): string {
  if (!isRefusal(error) || error.code === 'unexpected') return i18next.t('problem.unknown');
  if (error.code === 'unreachable_server') return i18next.t('problem.unreachable');
  const known = error.detail ?? textOfCode(error.code, error.params);
  return known ? known : i18next.t('problem.code', { code: error.code });
}

export function Refused({ error }: { error: unknown }) {
  useTranslation();
  if (!error) return null;
  return (
    <Alert color="red" variant="light" role="alert" p="xs">
      <span style={{ whiteSpace: 'pre-line' }}>{sayProblem(error)}</span>
    </Alert>
  );
}
