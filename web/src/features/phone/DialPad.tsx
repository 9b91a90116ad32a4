/** Calling somebody: a number by keys, or anybody by name. What is given already is dialled by one press of Enter. */
import { useTranslation } from 'react-i18next';
import { dialCall } from '@/api/calls';
import { useCalling, type DialAsked } from '@/live/calling';
import { toast } from '@/ui/toast';
import { Keys } from './Keypad';
import styles from './Phone.module.css';
import { TargetPanel } from './TargetPanel';
import { telephone } from './telephone';

const NUMBERS: ReadonlySet<string> = new Set(['number']);

export function DialPad({ asked }: { asked: DialAsked }) {
  const { t } = useTranslation('phone');
  const outside = useCalling((state) => state.outside);
  const close = () => useCalling.setState({ dial: null });
  return (
    <div className={styles['padHolder']}>
      <TargetPanel
        title={t('to.dialTitle')}
        typed={asked.number}
        kinds={NUMBERS}
        label={t('dial.number')}
        none={t('to.typeNumber')}
        onClose={close}
        hint={outside ? '' : t('dial.none')}
        deeds={[
          {
            label: t('to.call'),
            run: async ({ kind, value, name }) => {
              telephone.takeHere();
              await dialCall({
                to: { kind, value },
                conversation: asked.conversation,
                customer: asked.customer,
              });
              toast.done(t('dial.placed', { name }));
            },
          },
        ]}
      >
        {(typed, setTyped) => outside && <Keys onKey={(key) => setTyped(typed + key)} />}
      </TargetPanel>
    </div>
  );
}
