-- CreateTable
CREATE TABLE "CustodyEntry" (
    "dossierId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "custody" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,

    CONSTRAINT "CustodyEntry_pkey" PRIMARY KEY ("dossierId","n")
);

-- AddForeignKey
ALTER TABLE "CustodyEntry" ADD CONSTRAINT "CustodyEntry_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Dossier"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;
