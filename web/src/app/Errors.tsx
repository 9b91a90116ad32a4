/** The pages for what is not there and for what broke. */
import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState } from '@/ui/States';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main style={{ display: 'flex', height: '100%', flex: 1 }}>
      <EmptyState
        icon={<IconMapPinOff size={26} stroke={1.6} aria-hidden />}
        title={t('page.notFound')}
        action={
          <Button component={Link} to="/">
            {t('page.toInbox')}
          </Button>
        }
      >
        {t('page.notFoundHint')}
      </EmptyState>
    </main>
  );
}

export function DeskError({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const router = useRouter();
  const problem = asProblem(error);
  return (
    <main style={{ display: 'flex', height: '100%', flex: 1 }}>
      <ErrorState
        title={t('page.broke')}
        detail={sayProblem(problem)}
        reference={problem.reference || undefined}
        onRetry={() => void router.invalidate()}
      />
    </main>
  );
}
