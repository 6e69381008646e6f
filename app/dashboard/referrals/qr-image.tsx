"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "@/app/_ui/banner";
import { buttonClass } from "@/app/_ui/button-class";
import { Skeleton } from "@/app/_ui/skeleton";

interface Drawing {
  svg: string;
  png: string;
}

/** The code as a picture, and as files to print. Drawn here: no server learns whom it is for. */
export function QrImage({ code, url }: { code: string; url: string }) {
  const t = useTranslations("referrals.qr");
  const drawing = useDrawing(url);
  if (drawing === "failed") return <Banner tone="danger">{t("failed")}</Banner>;
  const fileName = `mostik-${code}`;
  return (
    <div className="flex flex-col items-center gap-5">
      {drawing === null ? (
        <Skeleton className="size-56" />
      ) : (
        // biome-ignore lint/performance/noImgElement: a drawing of a few hundred bytes that is here already
        <img src={drawing.svg} alt={t("image", { url })} className="size-56 rounded-md" />
      )}
      <p className="select-all break-all text-center text-muted text-sm">{url}</p>
      {drawing !== null && (
        <div className="flex flex-wrap justify-center gap-3">
          <a
            href={drawing.svg}
            download={`${fileName}.svg`}
            className={buttonClass({ variant: "secondary" })}
          >
            <Download />
            {t("svg")}
          </a>
          <a
            href={drawing.png}
            download={`${fileName}.png`}
            className={buttonClass({ variant: "secondary" })}
          >
            <Download />
            {t("png")}
          </a>
        </div>
      )}
    </div>
  );
}

const look = { margin: 2, errorCorrectionLevel: "M" } as const;

function useDrawing(url: string): Drawing | "failed" | null {
  const [drawing, setDrawing] = useState<Drawing | "failed" | null>(null);
  useEffect(() => {
    let isCurrent = true;
    draw(url)
      .catch(() => "failed" as const)
      .then((result) => isCurrent && setDrawing(result));
    return () => {
      isCurrent = false;
    };
  }, [url]);
  return drawing;
}

async function draw(url: string): Promise<Drawing> {
  const { toDataURL, toString: toText } = await import("qrcode");
  const [text, png] = await Promise.all([
    toText(url, { ...look, type: "svg" }),
    toDataURL(url, { ...look, width: 1024 }),
  ]);
  return { svg: `data:image/svg+xml;utf8,${encodeURIComponent(text)}`, png };
}
