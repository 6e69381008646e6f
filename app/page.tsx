import { ApiSection } from "./_landing/api-section";
import { EndSection } from "./_landing/end-section";
import { Features } from "./_landing/features";
import { Hero } from "./_landing/hero";
import { LandingFooter } from "./_landing/landing-footer";
import { LandingHeader } from "./_landing/landing-header";
import { ReferralsSection } from "./_landing/referrals-section";
import { SandboxNotice } from "./_sandbox/sandbox-notice";
import { SkipLink } from "./_ui/skip-link";

export default function LandingPage() {
  return (
    <>
      <SkipLink />
      <SandboxNotice />
      <LandingHeader />
      <main id="content" tabIndex={-1} className="outline-none">
        <Hero />
        <Features />
        <ApiSection />
        <ReferralsSection />
        <EndSection />
      </main>
      <LandingFooter />
    </>
  );
}
