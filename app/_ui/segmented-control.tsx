"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";

interface SegmentedControlProps<Value extends string> {
  label: string;
  /** `icon` takes the place of the text, which stays for screen readers. */
  options: readonly { value: Value; text: string; icon?: ReactNode }[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** One choice out of few, all in sight: radio buttons in one frame. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className="inline-flex gap-0.5 rounded-md bg-subtle p-0.5">
      <legend className="sr-only">{props.label}</legend>
      {props.options.map(({ value, text, icon }) => (
        <label
          key={value}
          title={icon ? text : undefined}
          className={cn(
            "inline-flex h-7 cursor-pointer items-center rounded-sm px-2.5 font-medium text-muted text-xs",
            "hover:text-text has-checked:bg-raised has-checked:text-text has-checked:shadow-sm [&_svg]:size-3.5",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent-text",
          )}
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
            className="sr-only"
          />
          {icon}
          <span className={cn(icon !== undefined && "sr-only")}>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
