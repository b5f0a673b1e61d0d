-- CreateTable
CREATE TABLE "Volume" (
    "userId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "power" INTEGER NOT NULL,

    CONSTRAINT "Volume_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "Volume" ADD CONSTRAINT "Volume_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Account"("userId") ON DELETE CASCADE ON UPDATE CASCADE;
