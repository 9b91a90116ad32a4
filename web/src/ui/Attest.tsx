/** How far a caller's number can be trusted, as his operator and our own check say. */
import { useTranslation } from 'react-i18next';
import { Chip } from './Bits';

const TONES = { A: 'ok', B: 'info', C: 'warn', failed: 'bad' } as const;

export function Attest({ call }: { call: { attestation: string; verified: boolean | null } }) {
  const { t } = useTranslation('phone');
  const grade = call.verified === false ? 'failed' : call.attestation;
  if (grade !== 'A' && grade !== 'B' && grade !== 'C' && grade !== 'failed') return null;
  return (
    <Chip tone={TONES[grade]} title={t(`attest.${grade}_hint`)}>
      {t(`attest.${grade}`)}
    </Chip>
  );
}
