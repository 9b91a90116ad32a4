/** A customer on the whole screen: the record beside everything that passed, and who looked at it. */
import { SegmentedControl } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { useTitle } from '@/ui/Page';
import { ListSkeleton } from '@/ui/States';
import { Contact } from './Contact';
import { CustomerFailed, Notes, OpenRows, Part, Who } from './CustomerPanel';
import { Details } from './Details';
import { History } from './History';
import lists from './Lists.module.css';
import { PanelSkeleton } from './PanelSkeleton';
import { Promises } from './Promises';
import { useCustomer } from './questions';
import { Joined, Suggestions } from './Same';

const Accesses = lazy(async () => ({ default: (await import('./Accesses')).Accesses }));

function Record({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  return (
    <div className={lists['columns']}>
      <div>
        <Promises customer={customer.id} />
        <Suggestions customer={customer} />
        {customer.open_conversations.length > 0 && (
          <Part title={t('customer.open')}>
            <OpenRows rows={customer.open_conversations} />
          </Part>
        )}
        <Part title={t('customer.history')}>
          <History customer={customer.id} here={undefined} />
        </Part>
      </div>
      <div>
        <Part title={p('panel.details')}>
          <Details customer={customer} mayEdit={mayEdit} />
          <Notes customer={customer} mayEdit={mayEdit} />
        </Part>
        <Part title={t('customer.identities')}>
          <Contact customer={customer} mayEdit={mayEdit} />
        </Part>
        {customer.linked.length > 0 && (
          <Part title={p('same.joined')}>
            <Joined customer={customer} />
          </Part>
        )}
      </div>
    </div>
  );
}

function Shown({ customer }: { customer: Customer }) {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const { tab = 'record' } = useSearch({ strict: false }) as { tab?: string };
  const mayEdit = useMay('customer.edit');
  const mayAudit = useMay('audit.read');
  useTitle(customer.name || t('list.title'));
  const who = tab === 'accesses' && mayAudit;
  return (
    <div className={lists['whole']}>
      <Link className={lists['back']} to={'/customers' as string}>
        <IconArrowLeft size={15} aria-hidden /> {t('list.back')}
      </Link>
      <Who customer={customer} whole mayEdit={mayEdit} />
      {mayAudit && (
        <SegmentedControl
          w="fit-content"
          maw="100%"
          aria-label={t('list.tabs')}
          value={who ? 'accesses' : 'record'}
          onChange={(value) =>
            void navigate({
              to: '.',
              search: (value === 'record' ? {} : { tab: value }) as never,
              replace: true,
            })
          }
          data={[
            { value: 'record', label: t('list.record') },
            { value: 'accesses', label: t('list.accesses') },
          ]}
        />
      )}
      {who ? (
        <Suspense fallback={<ListSkeleton />}>
          <Accesses customer={customer.id} />
        </Suspense>
      ) : (
        <Record customer={customer} mayEdit={mayEdit} />
      )}
    </div>
  );
}

export function CustomerPage() {
  const { customer: id = '' } = useParams({ strict: false }) as { customer?: string };
  const { data, isError, error, refetch } = useCustomer(id);
  if (isError && !data) return <CustomerFailed id={id} error={error} onRetry={() => void refetch()} />;
  return <div className={lists['scroll']}>{data ? <Shown customer={data} /> : <PanelSkeleton />}</div>;
}
