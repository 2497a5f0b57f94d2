import type { Metadata } from "next";
import { serverApi } from "../../../../api.ts";
import { Hints } from "../../../../frame/hints.tsx";
import { PageBar } from "../../../../frame/page-bar.tsx";
import { requireRole } from "../../../../require-role.ts";
import { SettingsForm } from "../../../../settings/settings-form.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  await requireRole("admin");
  const { api } = await serverApi();
  const { postCount: _postCount, ...settings } = await api.settings.get();
  return (
    <>
      <PageBar title="Settings" />
      <main id="main" className="flush" tabIndex={-1}>
        <SettingsForm settings={settings} zones={Intl.supportedValuesOf("timeZone")} />
      </main>
      <Hints of={[[["mod+s"], "save"]]} />
    </>
  );
}
