/** How an article stands, in chips. */
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import type { ArticleLine } from './questions';

const TONES: Readonly<Record<string, Tone>> = {
  draft: 'warn',
  published: 'ok',
  changed: 'note',
  retired: 'bad',
  asked: 'info',
  approved: 'ok',
  returned: 'warn',
};

type Standing = Pick<
  ArticleLine,
  'state' | 'review' | 'due' | 'expired' | 'known_issue' | 'audience' | 'review_on' | 'expires_on'
>;

export function Standings({ line }: { line: Standing }) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <Chip tone={TONES[line.state] ?? 'plain'}>{t(`state.${line.state}`)}</Chip>
      {line.review && (
        <Chip tone={TONES[line.review] ?? 'plain'}>{textAt(`knowledge:review.${line.review}`)}</Chip>
      )}
      {line.expired && <Chip tone="bad">{t('expired')}</Chip>}
      {line.due && !line.expired && <Chip tone="warn">{t('due')}</Chip>}
      {line.known_issue && (
        <Chip tone={line.known_issue === 'solved' ? 'ok' : 'accent'}>
          {t('issue')}: {textAt(`knowledge:issues.${line.known_issue}`)}
        </Chip>
      )}
      {line.audience === 'agents' && <Chip>{t('internal')}</Chip>}
    </>
  );
}
