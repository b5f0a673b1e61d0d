-- CreateTable
CREATE TABLE "Account" (
    "userId" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "card" BYTEA NOT NULL,
    "cardSig" BYTEA NOT NULL,
    "keyringSeq" INTEGER NOT NULL,
    "keyring" BYTEA NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Slot" (
    "userId" TEXT NOT NULL,
    "t" TEXT NOT NULL,
    "slotId" BYTEA NOT NULL,
    "kdf" BYTEA NOT NULL,
    "loginPk" BYTEA NOT NULL,
    "b" BYTEA NOT NULL,

    CONSTRAINT "Slot_pkey" PRIMARY KEY ("userId","t")
);

-- CreateTable
CREATE TABLE "Session" (
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresDay" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Log" (
    "logId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "coalition" BOOLEAN,
    "pseudonym" TEXT,
    "headSeq" INTEGER NOT NULL,
    "headHash" BYTEA NOT NULL,

    CONSTRAINT "Log_pkey" PRIMARY KEY ("logId")
);

-- CreateTable
CREATE TABLE "LogEntry" (
    "logId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "prev" BYTEA NOT NULL,
    "by" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,

    CONSTRAINT "LogEntry_pkey" PRIMARY KEY ("logId","seq")
);

-- CreateTable
CREATE TABLE "Role" (
    "logId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("logId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "inviteId" TEXT NOT NULL,
    "logId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "expires" INTEGER NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("inviteId")
);

-- CreateTable
CREATE TABLE "JoinRequest" (
    "inviteId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "mac" BYTEA NOT NULL,
    "acc" BYTEA NOT NULL,
    "x" BYTEA NOT NULL,
    "orgLogId" TEXT,

    CONSTRAINT "JoinRequest_pkey" PRIMARY KEY ("inviteId")
);

-- CreateTable
CREATE TABLE "IdentityOpening" (
    "dossierId" TEXT NOT NULL,
    "q" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "IdentityOpening_pkey" PRIMARY KEY ("dossierId","q","userId")
);

-- CreateTable
CREATE TABLE "Dossier" (
    "dossierId" TEXT NOT NULL,
    "pk" BYTEA NOT NULL,
    "capN" BIGINT NOT NULL,
    "capHash" BYTEA NOT NULL,

    CONSTRAINT "Dossier_pkey" PRIMARY KEY ("dossierId")
);

-- CreateTable
CREATE TABLE "Draft" (
    "dossierId" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "baseRev" INTEGER NOT NULL,
    "h" BYTEA NOT NULL,
    "b" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("dossierId")
);

-- CreateTable
CREATE TABLE "Version" (
    "dossierId" TEXT NOT NULL,
    "q" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,
    "cc" BYTEA NOT NULL,
    "ci" BYTEA NOT NULL,
    "cs" BYTEA NOT NULL,
    "cn" BYTEA NOT NULL,
    "wo" BYTEA NOT NULL,
    "wr" BYTEA NOT NULL,
    "g" INTEGER NOT NULL,
    "tag" BYTEA NOT NULL,
    "keepN" INTEGER,

    CONSTRAINT "Version_pkey" PRIMARY KEY ("dossierId","q")
);

-- CreateTable
CREATE TABLE "Move" (
    "dossierId" TEXT NOT NULL,
    "track" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "to" TEXT NOT NULL,
    "q" INTEGER NOT NULL,
    "admits" BOOLEAN NOT NULL,
    "hash" BYTEA NOT NULL,
    "move" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,
    "summaryF" INTEGER,
    "summaryB" BYTEA,

    CONSTRAINT "Move_pkey" PRIMARY KEY ("dossierId","track","n")
);

-- CreateTable
CREATE TABLE "Keep" (
    "dossierId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "sig" BYTEA NOT NULL,

    CONSTRAINT "Keep_pkey" PRIMARY KEY ("dossierId")
);

-- CreateTable
CREATE TABLE "KeepBlob" (
    "blobId" TEXT NOT NULL,
    "dossierId" TEXT NOT NULL,

    CONSTRAINT "KeepBlob_pkey" PRIMARY KEY ("blobId")
);

-- CreateTable
CREATE TABLE "Blob" (
    "blobId" TEXT NOT NULL,
    "capHash" BYTEA NOT NULL,
    "length" BIGINT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "cth" BYTEA,
    "lastByteDay" TEXT NOT NULL,

    CONSTRAINT "Blob_pkey" PRIMARY KEY ("blobId")
);

-- CreateTable
CREATE TABLE "AuditRow" (
    "id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "AuditRow_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_handle_key" ON "Account"("handle");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Log_coalition_key" ON "Log"("coalition");

-- CreateIndex
CREATE UNIQUE INDEX "Log_pseudonym_key" ON "Log"("pseudonym");

-- CreateIndex
CREATE INDEX "Role_userId_idx" ON "Role"("userId");

-- CreateIndex
CREATE INDEX "Invitation_logId_idx" ON "Invitation"("logId");

-- CreateIndex
CREATE UNIQUE INDEX "JoinRequest_userId_key" ON "JoinRequest"("userId");

-- CreateIndex
CREATE INDEX "KeepBlob_dossierId_idx" ON "KeepBlob"("dossierId");

-- AddForeignKey
ALTER TABLE "Slot" ADD CONSTRAINT "Slot_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Account"("userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Account"("userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogEntry" ADD CONSTRAINT "LogEntry_logId_fkey" FOREIGN KEY ("logId") REFERENCES "Log"("logId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_logId_fkey" FOREIGN KEY ("logId") REFERENCES "Log"("logId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JoinRequest" ADD CONSTRAINT "JoinRequest_inviteId_fkey" FOREIGN KEY ("inviteId") REFERENCES "Invitation"("inviteId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Dossier"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Version" ADD CONSTRAINT "Version_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Dossier"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Move" ADD CONSTRAINT "Move_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Dossier"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Keep" ADD CONSTRAINT "Keep_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Dossier"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeepBlob" ADD CONSTRAINT "KeepBlob_dossierId_fkey" FOREIGN KEY ("dossierId") REFERENCES "Keep"("dossierId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeepBlob" ADD CONSTRAINT "KeepBlob_blobId_fkey" FOREIGN KEY ("blobId") REFERENCES "Blob"("blobId") ON DELETE RESTRICT ON UPDATE CASCADE;
