/** What surrounds every page: colours, data, routes, toasts. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import { LookProvider } from '@/ui/Providers';
import { ToastArea } from '@/ui/toast';
import { router } from './router';

export function App() {
  return (
    <LookProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <ToastArea />
      </QueryClientProvider>
    </LookProvider>
  );
}
