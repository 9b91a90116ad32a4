/** The simulated conversation as it reads, with what the flow did in between. */
import { IconBolt, IconBook } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import styles from './Simulator.module.css';
import type { ActGiven, EffectShown, HappenedShown, TrialShown } from '../questions';
import { useStore } from '../useDesigner';
import { nodeWord } from '../words';

interface Props {
  shown: TrialShown;
  acts: readonly ActGiven[];
  /** It listens: the last choices can be tapped. */
  live: boolean;
  onChoose: (choice: string, label: string) => void;
}

function Done({ effect }: { effect: EffectShown }) {
  const { t } = useTranslation('flows');
  const words: Readonly<Record<string, string>> = {
    errand: t('simulator.did.errand', {
      what: textAt(`flows:simulator.errand.${effect.does}`) ?? effect.does,
    }),
    queue: t('simulator.did.queue', { queue: effect.queue || '–' }),
    change: t('simulator.did.change', { what: Object.keys(effect.asked).join(', ') }),
    answered: t('simulator.did.answered', { text: effect.text }),
    alarm: t('simulator.did.alarm', { why: effect.why }),
    finish: t('simulator.did.finish'),
  };
  return (
    <p className={styles['did']}>
      <IconBolt size={13} aria-hidden /> {words[effect.kind] ?? effect.kind}
    </p>
  );
}

function Said({ effect, live, onChoose }: { effect: EffectShown } & Pick<Props, 'live' | 'onChoose'>) {
  return (
    <div className={styles['ours']}>
      {effect.text && <p>{effect.text}</p>}
      {effect.source && (
        <small>
          <IconBook size={12} aria-hidden /> {effect.source}
        </small>
      )}
      {effect.choices.length > 0 && (
        <div className={styles['choices']}>
          {effect.choices.map((choice) => (
            <button
              key={choice.id}
              type="button"
              disabled={!live}
              onClick={() => onChoose(choice.id, choice.label)}
            >
              {choice.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Heard({ one, act }: { one: HappenedShown; act: ActGiven | undefined }) {
  const words = textAt(`flows:simulator.heard.${one.heard}`);
  if (act?.kind === 'say') return <p className={styles['theirs']}>{one.heard}</p>;
  return words ? <p className={styles['did']}>{words}</p> : null;
}

function Piece({
  one,
  act,
  last,
  live,
  onChoose,
}: { one: HappenedShown; act: ActGiven | undefined; last: boolean } & Pick<Props, 'live' | 'onChoose'>) {
  const store = useStore();
  return (
    <>
      <Heard one={one} act={act} />
      {one.effects.map((effect, index) =>
        effect.kind === 'show' ? (
          <Said key={index} effect={effect} live={live && last} onChoose={onChoose} />
        ) : (
          <Done key={index} effect={effect} />
        ),
      )}
      {one.standing && (
        <button
          type="button"
          className={styles['stood']}
          onClick={() => store.getState().show(one.standing, 'simulator')}
        >
          {nodeWord(store.getState(), one.standing)}
        </button>
      )}
    </>
  );
}

export function Transcript({ shown, acts, live, onChoose }: Props) {
  const { t } = useTranslation('flows');
  const all = shown.heard.flatMap((group, index) =>
    group.map((one) => ({ one, act: index ? acts[index - 1] : undefined })),
  );
  return (
    <div className={styles['transcript']} role="log" aria-label={t('simulator.transcript')}>
      {all.map(({ one, act }, index) => (
        <Piece
          key={index}
          one={one}
          act={act}
          last={index === all.length - 1}
          live={live}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}
