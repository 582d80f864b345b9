/**
 * A statement whose transaction does not wait for its answer cannot be looked at before COMMIT: it has to fail by itself when
 * it did not write all that it should.
 */
export const wholeWrites = {
  version: 42,
  name: '0042-whole-writes',
  sql: `
    create function otklik_all_written(written bigint, wanted bigint) returns void language plpgsql as $$
    begin
      if written <> wanted then raise exception 'rows were written by somebody else' using errcode = 'OT001'; end if;
    end $$;
  `,
} as const;
